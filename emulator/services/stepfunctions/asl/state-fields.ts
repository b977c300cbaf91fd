import type { StateMachineType } from '@aws-sdk/client-sfn';
import type { StateType, Workflow } from '../engine/state.ts';
import type { IntegrationCatalog } from '../integrations/integration.ts';
import type { JsonObject } from '../json.ts';
import type { Diagnostics } from './diagnostics.ts';
import { Fields } from './fields.ts';

export const QUERY_LANGUAGES = ['JSONPath', 'JSONata'] as const;
export type QueryLanguage = (typeof QUERY_LANGUAGES)[number];

/** What the states of one definition share while it is parsed. */
export interface ParseContext {
  readonly machineType: StateMachineType;
  readonly integrations: IntegrationCatalog;
  readonly diagnostics: Diagnostics;
  /** The item processors of Map states in DISTRIBUTED mode, by the state's name. */
  readonly processors: Map<string, Workflow>;
  /** Parses a branch or an item processor. */
  workflow(fields: Fields, language: QueryLanguage): Workflow | undefined;
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

  /** `Next`, or undefined with `End: true`. */
  transition(): string | undefined {
    const next = this.text('Next');
    const end = this.flag('End');
    if (this.has('Next') && end === true) this.invalid("A state has either 'Next' or 'End', not both");
    if (!this.has('Next') && end !== true) this.invalid('These fields are required: [Next] or [End]');
    return next;
  }
}
