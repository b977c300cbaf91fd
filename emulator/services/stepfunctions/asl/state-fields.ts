import type { StateMachineType } from '@aws-sdk/client-sfn';
import type { StateType, Workflow } from '../engine/state.ts';
import type { IntegrationCatalog } from '../integrations/integration.ts';
import type { JsonObject } from '../json.ts';
import type { Diagnostics } from './diagnostics.ts';
import { Fields } from './fields.ts';

export const QUERY_LANGUAGES = ['JSONPath', 'JSONata'] as const;
export type QueryLanguage = (typeof QUERY_LANGUAGES)[number];

/** Fields that only one of the query languages has (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html). */
const LANGUAGE_OF: ReadonlyMap<string, QueryLanguage> = new Map<string, QueryLanguage>([
  ...['Arguments', 'Condition', 'Items', 'Output'].map((name): [string, QueryLanguage] => [name, 'JSONata']),
  ...[
    'InputPath',
    'OutputPath',
    'Parameters',
    'Result',
    'ResultPath',
    'ResultSelector',
    'Variable',
    'CausePath',
    'ErrorPath',
    'HeartbeatSecondsPath',
    'ItemsPath',
    'MaxConcurrencyPath',
    'MaxInputBytesPerBatchPath',
    'MaxItemsPath',
    'MaxItemsPerBatchPath',
    'SecondsPath',
    'TimeoutSecondsPath',
    'TimestampPath',
    'ToleratedFailureCountPath',
    'ToleratedFailurePercentagePath',
  ].map((name): [string, QueryLanguage] => [name, 'JSONPath']),
]);

/** What the states of one definition share while it is parsed. */
export interface ParseContext {
  readonly machineType: StateMachineType;
  readonly integrations: IntegrationCatalog;
  readonly diagnostics: Diagnostics;
  /** The item processors of Map states in DISTRIBUTED mode, by the state's name. */
  readonly processors: Map<string, Workflow>;
  /** Parses a branch or an item processor. */
  workflow(fields: Fields): Workflow | undefined;
}

/** The fields of one state. */
export class StateFields extends Fields {
  readonly name: string;
  readonly type: StateType;
  readonly language: QueryLanguage;
  readonly context: ParseContext;

  constructor(options: {
    readonly name: string;
    readonly type: StateType;
    readonly language: QueryLanguage;
    readonly object: JsonObject;
    readonly location: string;
    readonly context: ParseContext;
  }) {
    super(options.object, options.location, options.context.diagnostics);
    this.name = options.name;
    this.type = options.type;
    this.language = options.language;
    this.context = options.context;
    this.ignore('Type', 'QueryLanguage');
  }

  get isJsonata(): boolean {
    return this.language === 'JSONata';
  }

  protected override whyUnsupported(name: string): string {
    const only = LANGUAGE_OF.get(name);
    if (only === undefined || only === this.language) return super.whyUnsupported(name);
    return `The QueryLanguage is set to '${this.language}', but field '${name}' is only supported for the '${only}' QueryLanguage`;
  }

  /** `Next`, or undefined with `End: true`. */
  transition(): string | undefined {
    const next = this.text('Next');
    const end = this.flag('End');
    if (this.has('Next') && end === true) this.invalid("A state has either 'Next' or 'End', not both");
    if (!this.has('Next') && end !== true) this.invalid('These fields are required: [Next] or [End]');
    return next;
  }
}
