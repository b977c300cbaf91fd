import type { ZodType } from 'zod';
import type { Door } from '../../door/door.ts';
import { compileFilter } from '../event-sources/filters.ts';
import { PatternError } from '../eventbridge/patterns/pattern-error.ts';
import { type PipeDefinition, pipeDefinition } from './definition.ts';
import { ENRICHMENTS, enrichmentOf } from './enrichments/enrichments.ts';
import { validation } from './errors.ts';
import { unknownPlaceholders } from './events/input-template.ts';
import { NAME_CHARACTERS } from './limits.ts';
import { filterPatterns } from './sources/filter-patterns.ts';
import type { SourceKinds } from './sources/kinds.ts';
import type { TargetKinds } from './targets/kinds.ts';

interface Deps {
  readonly door: Door;
  readonly sources: SourceKinds;
  readonly targets: TargetKinds;
}

const NAME = new RegExp(`^[.\\-_A-Za-z0-9]{1,${NAME_CHARACTERS}}$`);

/** @throws AwsError ValidationException */
export function checkName(name: string | undefined): string {
  if (name && NAME.test(name)) return name;
  throw validation(
    `1 validation error detected: Value '${name ?? 'null'}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
  );
}

/**
 * Reads a pipe as a client or a template gives it.
 *
 * @throws AwsError ValidationException naming what is wrong or not supported
 */
export function readDefinition(given: unknown, deps: Deps): PipeDefinition {
  const definition = parse(pipeDefinition, given);
  checkSource(definition, deps);
  checkEnrichment(definition, deps);
  checkTarget(definition, deps);
  checkLog(definition);
  return definition;
}

function parse<T>(schema: ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    throw validation(`The emulator does not support ${[path, issue.keys[0]].filter(Boolean).join('.')} of pipes.`);
  }
  throw validation(`${path}: ${issue?.message}`);
}

function checkSource(definition: PipeDefinition, { sources }: Deps): void {
  const { Source, SourceParameters = {} } = definition;
  const kind = sources.of(Source);
  if (!kind) throw notSupported('Source', Source, sources.titles());
  const { FilterCriteria: _filter, ...own } = SourceParameters;
  checkOwn('SourceParameters', own, kind.parameters, `the source ${Source}, which is a ${kind.title}`);
  if (kind.needsParameters && !own[kind.parameters]) {
    throw validation(`SourceParameters.${kind.parameters} is required: the source is a ${kind.title}.`);
  }
  try {
    compileFilter(filterPatterns(definition));
  } catch (error) {
    if (error instanceof PatternError) throw validation(`Filter pattern is not valid. Reason: ${error.message}`);
    throw error;
  }
}

function checkEnrichment({ Enrichment, EnrichmentParameters }: PipeDefinition, { door }: Deps): void {
  if (Enrichment && !enrichmentOf(door, Enrichment)) throw notSupported('Enrichment', Enrichment, ENRICHMENTS);
  checkTemplate('EnrichmentParameters.InputTemplate', EnrichmentParameters?.InputTemplate);
}

function checkTarget(definition: PipeDefinition, { sources, targets }: Deps): void {
  const { Target, TargetParameters = {}, Source } = definition;
  const kind = targets.of(Target);
  if (!kind) throw notSupported('Target', Target, targets.titles());
  const { InputTemplate, ...own } = TargetParameters;
  checkTemplate('TargetParameters.InputTemplate', InputTemplate);
  checkOwn('TargetParameters', own, kind.parameters, `the target ${Target}, which is a ${kind.title}`);
  if (Target.endsWith('.fifo') && kind.parameters === 'SqsQueueParameters' && !own.SqsQueueParameters?.MessageGroupId) {
    throw validation(`The FIFO queue ${Target} needs TargetParameters.SqsQueueParameters.MessageGroupId.`);
  }
  const batch = sources.of(Source)?.batchSize(definition) ?? 1;
  if (batch > kind.batch) {
    throw validation(`The batch size ${batch} of the source is more than a ${kind.title} takes: up to ${kind.batch}.`);
  }
}

/** Parameters of another service than that which was named would do nothing. */
function checkOwn(parameters: string, given: object, own: string | undefined, whose: string): void {
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && name !== own) throw validation(`${parameters}.${name} does not go with ${whose}.`);
  }
}

function checkTemplate(parameter: string, template: string | undefined): void {
  const [unknown] = template ? unknownPlaceholders(template) : [];
  if (unknown) throw validation(`${parameter}: <${unknown}> is neither a path into the event nor a reserved variable.`);
}

function checkLog({ LogConfiguration }: PipeDefinition): void {
  if (!LogConfiguration) return;
  const { Level, CloudwatchLogsLogDestination } = LogConfiguration;
  if (!Level) throw validation('LogConfiguration.Level is required.');
  if (Level !== 'OFF' && !CloudwatchLogsLogDestination) {
    throw validation('LogConfiguration.CloudwatchLogsLogDestination is required: logs go to CloudWatch Logs here.');
  }
}

const notSupported = (parameter: string, arn: string, titles: readonly string[]) =>
  validation(`${parameter} ${arn} is not supported by the emulator, which has: ${titles.join(', ')}.`);
