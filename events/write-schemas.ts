/** `npm run schemas`: writes events/<name>/v1.schema.json and docs/events.md from the zod sources. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaOf } from './contract.ts';
import { contracts } from './contracts.ts';
import { eventsPage } from './events-page.ts';

for (const contract of contracts) {
  const file = join(import.meta.dirname, contract.name, 'v1.schema.json');
  writeFileSync(file, `${JSON.stringify(schemaOf(contract), null, 2)}\n`);
}
writeFileSync(join(import.meta.dirname, '../docs/events.md'), eventsPage());
