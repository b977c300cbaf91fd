import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { eventOf, schemaOf } from '../../events/contract.ts';
import { contracts } from '../../events/contracts.ts';
import { eventsPage } from '../../events/events-page.ts';

const EVENTS = join(__dirname, '../../events');

/** What `aws events put-events --entries file://…` takes. */
const entriesFile = z
  .array(z.strictObject({ Source: z.string(), DetailType: z.string(), Detail: z.string(), EventBusName: z.string() }))
  .min(1);

describe.each(contracts)('the contract $name', (contract) => {
  const folder = join(EVENTS, contract.name);
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));

  test('has a JSON schema made from its source (npm run schemas)', () => {
    expect(read('v1.schema.json')).toEqual(JSON.parse(JSON.stringify(schemaOf(contract))));
  });

  test('has a sample that can be sent to the dev bus and keeps to the contract', () => {
    for (const entry of entriesFile.parse(read('v1.sample.json'))) {
      const event = { source: entry.Source, 'detail-type': entry.DetailType, detail: JSON.parse(entry.Detail) };
      expect(eventOf(contract).safeParse(event)).toMatchObject({ success: true });
      expect(entry.EventBusName).toBe('telar-dev');
    }
  });

  test('says who produces and who consumes it', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(readme).toMatch(/^## Producers$/m);
    expect(readme).toMatch(/^## Consumers$/m);
  });
});

test('every folder of events/ is a contract', () => {
  const folders = readdirSync(EVENTS).filter((name) => existsSync(join(EVENTS, name, 'v1.ts')));
  expect(contracts.map(({ name }) => name).sort()).toEqual(folders.sort());
});

test('docs/events.md is made of the contracts (npm run schemas)', () => {
  expect(readFileSync(join(EVENTS, '../docs/events.md'), 'utf8')).toBe(eventsPage());
});
