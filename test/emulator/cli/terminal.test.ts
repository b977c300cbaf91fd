import { type Output, seconds, Terminal } from '../../../emulator/cli/terminal.ts';

function capture(options: Omit<Output, 'write'> = {}) {
  const written: string[] = [];
  const terminal = new Terminal({ ...options, write: (text) => written.push(text) }, { noColor: '1' });
  return { terminal, text: () => written.join('') };
}

describe('the terminal', () => {
  it('writes one plain line for each step where lines cannot be rewritten', async () => {
    const { terminal, text } = capture();
    const result = await terminal.step('deploying', async (progress) => {
      progress('1 of 2');
      return 'done';
    });
    expect(result).toBe('done');
    expect(text()).toMatch(/^ {2}✓ deploying \d+ ms\n$/);
  });

  it('rewrites the line in place in a terminal, and keeps it below what is printed meanwhile', () => {
    const { terminal, text } = capture({ isTTY: true, columns: 80 });
    terminal.now('step 1');
    terminal.line('a note');
    expect(text()).toBe('\r\u001b[Kstep 1\r\u001b[Ka note\nstep 1');
  });

  it('cuts a line that would wrap', () => {
    const { terminal, text } = capture({ isTTY: true, columns: 10 });
    terminal.now('123456789012345');
    expect(text()).toBe('\r\u001b[K12345678…');
  });

  it('writes times in the unit that fits', () => {
    expect([seconds(840.4), seconds(2_449)]).toEqual(['840 ms', '2.4 s']);
  });
});
