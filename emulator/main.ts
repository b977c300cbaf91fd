import { enableCompileCache } from 'node:module';

// Before anything is imported: from the second start on, it saves half of the loading time and the memory it takes.
enableCompileCache();

const { main } = await import('./cli/main.ts');
main(process.argv.slice(2));
