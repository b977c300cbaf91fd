import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { EventContract } from './contract.ts';
import { contracts } from './contracts.ts';
import { fieldsOf } from './fields.ts';

/** docs/events.md: all that is said on the bus, for people. It is made of the contracts, so that it cannot be wrong. */
export function eventsPage(): string {
  const overview = contracts.map(
    ({ source, detailType, description }) =>
      `| [${detailType}](#${anchor(detailType)}) | \`${source}\` | ${description} |`,
  );
  return `${[
    '# The events',
    '`npm run schemas` makes this page of the contracts in [events/](../events/README.md), and a test sees that it was. There, each event has a JSON schema, and the envelope that all of them travel in is explained.',
    ['| detail-type | source | |', '|---|---|---|', ...overview].join('\n'),
    ...contracts.map(sectionOf),
  ].join('\n\n')}\n`;
}

function sectionOf(contract: EventContract): string {
  const { name, source, detailType, description, sentByHand } = contract;
  const fields = fieldsOf(z.toJSONSchema(contract.data, { io: 'input' })).map(
    ({ path, type, required, description }) =>
      `| \`${path}\` | ${cell(type)} | ${required ? 'yes' : ''} | ${cell(description)} |`,
  );
  const byHand = sentByHand
    ? `People may send it too, without metadata: \`npm run emit -- ${name}\` sends [its sample](../events/${name}/v1.sample.json).`
    : `[A sample](../events/${name}/v1.sample.json).`;
  return [
    `## ${detailType}`,
    `\`${source}\` / \`${detailType}\`, version 1: ${description} [More of it](../events/${name}/README.md). ${byHand}`,
    ['| field of `data` | type | needed | |', '|---|---|---|---|', ...fields].join('\n'),
    `Producers:\n\n${listIn(name, 'Producers')}\n\nConsumers:\n\n${listIn(name, 'Consumers')}`,
  ].join('\n\n');
}

/** What stands under a heading of the event's README, its links made to start from docs/. */
function listIn(name: string, heading: string): string {
  const readme = readFileSync(join(import.meta.dirname, name, 'README.md'), 'utf8');
  const [, list] = new RegExp(`^## ${heading}\\n\\n((?:[- ].*\\n)+)`, 'm').exec(readme) ?? [];
  if (!list) throw new Error(`events/${name}/README.md names no ${heading}`);
  return list
    .trim()
    .replaceAll(/\]\(\.\.\/(?!\.\.)/g, '](../events/')
    .replaceAll('](../../', '](../');
}

function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
