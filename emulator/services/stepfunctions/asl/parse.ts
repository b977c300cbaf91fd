import type { StateMachineType } from '@aws-sdk/client-sfn';
import type { Program } from '../engine/revision.ts';
import type { State, StateType, Workflow } from '../engine/state.ts';
import type { IntegrationCatalog } from '../integrations/integration.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { MAX_STATE_NAME_CHARACTERS } from '../limits.ts';
import { parseChoice } from '../states/choice.ts';
import { parseFail } from '../states/fail.ts';
import { parseMap } from '../states/map.ts';
import { parseParallel } from '../states/parallel.ts';
import { parsePass } from '../states/pass.ts';
import { parseSucceed } from '../states/succeed.ts';
import { parseTask } from '../states/task.ts';
import { parseWait } from '../states/wait.ts';
import { type Diagnostic, Diagnostics } from './diagnostics.ts';
import { Fields } from './fields.ts';
import { explainJsonSyntax } from './json-syntax.ts';
import { type ParseContext, QUERY_LANGUAGES, type QueryLanguage, StateFields } from './state-fields.ts';
import { checkTransitions } from './transitions.ts';

/** The states of the language, in the order in which AWS lists them. */
const PARSERS: Readonly<Record<StateType, (fields: StateFields) => State>> = {
  Task: parseTask,
  Wait: parseWait,
  Pass: parsePass,
  Succeed: parseSucceed,
  Fail: parseFail,
  Choice: parseChoice,
  Parallel: parseParallel,
  Map: parseMap,
};
const STATE_TYPES = Object.keys(PARSERS) as StateType[];

/** A definition, checked and compiled. There is a program unless a diagnostic is an error. */
export interface Parsed {
  readonly diagnostics: readonly Diagnostic[];
  readonly program: Program | undefined;
  /** Every state of the definition by its name, the ones in branches and item processors too. */
  readonly states: ReadonlyMap<string, State>;
}

interface ParseOptions {
  readonly machineType: StateMachineType;
  readonly integrations: IntegrationCatalog;
}

/** Checks a definition and compiles it (https://states-language.net/spec.html#toplevelfields). */
export function parseDefinition(definition: string, options: ParseOptions): Parsed {
  const diagnostics = new Diagnostics();
  const parser = new DefinitionParser(options, diagnostics);
  const program = parseText(definition, diagnostics, parser);
  return {
    diagnostics: diagnostics.list,
    program: diagnostics.errors().length === 0 ? program : undefined,
    states: parser.states,
  };
}

/** Checks and compiles one state alone, as TestState does. Its transitions lead where they will. */
export function parseState(
  definition: string,
  options: ParseOptions & { readonly name: string },
): { readonly diagnostics: readonly Diagnostic[]; readonly state: State | undefined } {
  const diagnostics = new Diagnostics();
  const object = parseJson(definition, diagnostics);
  const parser = new DefinitionParser(options, diagnostics);
  const state = object && parser.state(options.name, object, '/');
  return { diagnostics: diagnostics.list, state: diagnostics.errors().length === 0 ? state : undefined };
}

function parseText(definition: string, diagnostics: Diagnostics, parser: DefinitionParser): Program | undefined {
  const object = parseJson(definition, diagnostics);
  if (!object) return undefined;
  const fields = new Fields(object, '/', diagnostics);
  fields.ignore('Version');
  parser.language = fields.oneOf('QueryLanguage', QUERY_LANGUAGES) ?? 'JSONPath';
  const timeoutSeconds = fields.integer('TimeoutSeconds', 1);
  const workflow = parser.workflow(fields);
  return workflow && { ...workflow, timeoutSeconds, processors: parser.processors };
}

function parseJson(definition: string, diagnostics: Diagnostics): JsonObject | undefined {
  try {
    const value = JSON.parse(definition) as Json;
    if (isObject(value)) return value;
    diagnostics.invalid('The definition should be a JSON object', '/');
  } catch {
    diagnostics.error('INVALID_JSON_DESCRIPTION', explainJsonSyntax(definition), '');
  }
  return undefined;
}

class DefinitionParser {
  readonly processors = new Map<string, Workflow>();
  readonly states = new Map<string, State>();
  /** That of the whole definition. States in branches and item processors have it as well, whatever the state around them says. */
  language: QueryLanguage = 'JSONPath';
  readonly #context: ParseContext;
  /** Where each name was first used: names are unique in the whole definition. */
  readonly #names = new Map<string, string>();

  constructor({ machineType, integrations }: ParseOptions, diagnostics: Diagnostics) {
    const workflow: ParseContext['workflow'] = (fields) => this.workflow(fields);
    this.#context = { machineType, integrations, diagnostics, processors: this.processors, workflow };
  }

  workflow(fields: Fields): Workflow | undefined {
    fields.ignore('ProcessorConfig');
    if (!fields.require('States', 'StartAt')) return undefined;
    const startAt = fields.text('StartAt');
    const objects = fields.record('States');
    fields.finish();
    if (startAt === undefined || !objects) return undefined;
    if (Object.keys(objects).length === 0) fields.invalid("The field 'States' should be non-empty");
    const states = new Map<string, State>();
    for (const [name, object] of Object.entries(objects)) {
      const state = this.state(name, object, `${fields.at('States')}/${name}`);
      if (state) states.set(name, state);
    }
    checkTransitions(fields, startAt, objects);
    return { startAt, states };
  }

  state(name: string, object: Json, location: string): State | undefined {
    const { diagnostics } = this.#context;
    if (!isObject(object)) {
      diagnostics.invalid('The state should be a JSON object', location);
      return undefined;
    }
    this.#checkName(name, location);
    const own = new Fields(object, location, diagnostics);
    if (!own.require('Type')) return undefined;
    const type = own.oneOf('Type', STATE_TYPES);
    const language = this.#languageOf(own);
    if (!type) return undefined;
    const fields = new StateFields({ name, type, language, object, location, context: this.#context });
    const state = PARSERS[type](fields);
    fields.finish();
    this.states.set(name, state);
    return state;
  }

  /** A state may go over to JSONata, not back. */
  #languageOf(fields: Fields): QueryLanguage {
    const language = fields.oneOf('QueryLanguage', QUERY_LANGUAGES) ?? this.language;
    if (this.language === 'JSONata' && language === 'JSONPath') {
      fields.invalid("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
    }
    return language;
  }

  #checkName(name: string, location: string): void {
    const { diagnostics } = this.#context;
    if (name.length > MAX_STATE_NAME_CHARACTERS) {
      diagnostics.error(
        'INVALID_STATE_NAME',
        `State name exceeds ${MAX_STATE_NAME_CHARACTERS} characters: ${name}`,
        location,
      );
    }
    const first = this.#names.get(name);
    if (first !== undefined) diagnostics.error('DUPLICATE_STATE_NAME', `Duplicate State name: ${name}`, location);
    else this.#names.set(name, location);
  }
}
