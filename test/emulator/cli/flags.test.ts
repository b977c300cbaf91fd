import { helpText, parseFlags, UsageError } from '../../../emulator/cli/flags.ts';

describe('the command line', () => {
  it('has a default for everything', () => {
    expect(parseFlags([], false)).toEqual({
      help: false,
      app: undefined,
      noApp: false,
      context: [],
      port: 4566,
      webPort: 5173,
      web: true,
      host: undefined,
      allowHost: [],
      dataDir: '.telar',
      ephemeral: false,
      iam: 'enforce',
      clock: 1,
      watch: false,
      allowNetwork: false,
      allowUnsupported: false,
    });
  });

  it('watches in a terminal, unless told not to', () => {
    expect(parseFlags([], true).watch).toBe(true);
    expect(parseFlags(['--no-watch'], true).watch).toBe(false);
    expect(parseFlags(['--watch'], false).watch).toBe(true);
  });

  it.each([
    [['--port', 'x'], '--port must be a number: it was given as "x"'],
    [['--port', '70000'], '--port is 65535 at most'],
    [['--iam', 'maybe'], '--iam is enforce, warn or off'],
    [['--clock', '0'], '--clock must be greater than 0'],
    [['-c', 'stage'], '--context is written key=value'],
    [['--prot', '1'], "Unknown option '--prot'"],
    [['--port', ''], '--port needs a value'],
    [['--data-dir='], '--data-dir needs a value'],
    [['--clock', '-1'], "Option '--clock' argument is ambiguous. --help lists the flags."],
    [['--app', 'cdk.out', '--no-app'], '--app and --no-app exclude each other'],
  ])('%j: %s', (args, message) => {
    expect(() => parseFlags(args, false)).toThrow(UsageError);
    expect(() => parseFlags(args, false)).toThrow(message);
  });

  it('explains every flag', () => {
    for (const flag of [
      '--app',
      '--port',
      '--web-port',
      '--no-web',
      '--host',
      '--data-dir',
      '--ephemeral',
      '--iam',
      '--clock',
      '--watch',
    ]) {
      expect(helpText()).toContain(flag);
    }
  });
});
