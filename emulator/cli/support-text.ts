import type { ServiceDefinition } from '../door/service.ts';
import { loadModel } from '../door/wire/model.ts';
import { propertyNames } from '../template/property-names.ts';
import type { ResourceType } from '../template/resource-type.ts';

const INTRODUCTION = `# What the emulator supports

Made by \`npm run support\` from the services themselves: what a service does not declare is not there, and says so by
name when it is asked for. An operation that is missing answers \`NotImplemented\`; a resource type or property that is
missing stops the start with its logical id.

One account (000000000000), one region (us-east-1). Signatures are read to know who calls and are not verified: any access
key is the account's administrator, keys handed to a function stand for its role.
`;

/**
 * SUPPORT.md: for each service its operations, resource types and gaps, and how what it answers compares with AWS's answers.
 *
 * @param conformance docs/conformance.md, of which the tables are taken
 */
export function supportText(services: readonly ServiceDefinition[], conformance: string): string {
  const sorted = [...services].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [INTRODUCTION, overview(sorted), comparison(conformance), ...sorted.map(section)].join('\n');
}

const TABLES = /^## Step Functions: .*?(?=^## What falls short)/ms;

function comparison(conformance: string): string {
  const [tables] = TABLES.exec(conformance) ?? [];
  if (tables === undefined) throw new Error('docs/conformance.md has no tables of Step Functions');
  return `## How answers compare with AWS's

AWS's recorded answers, and how many of them the emulator gives: first up to the status of an execution, then its outcome, cause,
sequence of history events, and all that they say. [Each case that falls short](../docs/conformance.md#what-falls-short-and-why) has
its reason.

${tables.replaceAll(/^## /gm, '### ')}`;
}

function overview(services: readonly ServiceDefinition[]): string {
  const rows = services.map((service) => {
    const all = loadModel(service.sdk).operations.size;
    return `| [${service.name}](#${service.name}) | ${operationNames(service).length} of ${all} | ${service.resources.length} |`;
  });
  return ['| service | operations | resource types |', '|---|---|---|', ...rows, ''].join('\n');
}

/** What clients can call. */
const operationNames = ({ operations }: ServiceDefinition): string[] =>
  operations
    .filter(({ internal }) => !internal)
    .map(({ name }) => name)
    .sort();

function section(service: ServiceDefinition): string {
  const there = operationNames(service);
  const missing = [...loadModel(service.sdk).operations.keys()].filter((name) => !there.includes(name)).sort();
  return [
    `## ${service.name}`,
    '',
    `Operations: ${there.join(', ')}.`,
    '',
    ...(missing.length > 0 ? [`Not there: ${missing.join(', ')}.`, ''] : []),
    ...(service.gaps?.length ? ['What else is missing:', '', ...service.gaps.map((gap) => `- ${gap}`), ''] : []),
    ...service.resources.flatMap(resourceLines),
  ].join('\n');
}

function resourceLines(resource: ResourceType): string[] {
  const inert = Object.entries(resource.inert ?? {});
  const names = propertyNames(resource.schema).filter((name) => !resource.inert?.[name]);
  return [
    `**${resource.type}**: ${names.length > 0 ? names.join(', ') : 'any properties'}.`,
    ...(inert.length > 0 ? ['', 'Accepted without effect:', ...inert.map(([name, why]) => `- ${name}: ${why}`)] : []),
    '',
  ];
}
