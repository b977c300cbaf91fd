import { existsSync, readFileSync } from 'node:fs';
import { compileChoiceRule } from '../../../../emulator/services/stepfunctions/choice/rule.ts';
import { isObject, type Json, type JsonObject } from '../../../../emulator/services/stepfunctions/json.ts';
import { compileTemplate as compileJsonataTemplate } from '../../../../emulator/services/stepfunctions/jsonata/template.ts';
import { compileTemplate } from '../../../../emulator/services/stepfunctions/jsonpath/payload-template.ts';
import { scopeOf } from './scope.ts';

interface Recorded {
  readonly id: string;
  readonly area: string;
  readonly kind: string;
  readonly input: Json;
  readonly needs: readonly string[];
  readonly definition: { readonly QueryLanguage?: string; readonly States?: Record<string, JsonObject> } | null;
  readonly expected: { readonly output?: Json; readonly status?: string };
}

/** What AWS answered, where the recordings are at hand. */
const RECORDINGS = '../shared/conformance/corpus/dev/sfn.json';
const recorded: Recorded[] = existsSync(RECORDINGS) ? JSON.parse(readFileSync(RECORDINGS, 'utf8')) : [];
const runnable = recorded.filter(({ kind, needs }) => kind === 'execution' && needs.length === 0);

const statesOf = ({ definition }: Recorded) => Object.values(definition?.States ?? {});
const named = (cases: readonly Recorded[]) => cases.map((entry) => [entry.id, entry] as const);
const whereRecorded = recorded.length > 0 ? describe : describe.skip;

/** Machines of one Pass state that does nothing but fill a template, and succeeds. */
const passes = runnable.filter((entry) => {
  const [state, ...others] = statesOf(entry);
  const template = state !== undefined && ('Parameters' in state || 'Output' in state);
  const plain = !['InputPath', 'OutputPath', 'ResultPath', 'Result'].some((field) => field in (state ?? {}));
  // the values of the context object and of random numbers are placeholders in the recordings
  const fixed = !/\$\$\.(?!Execution\.Input)|Random/.test(JSON.stringify(state));
  return (
    others.length === 0 && state?.Type === 'Pass' && template && plain && fixed && entry.expected.status === 'SUCCEEDED'
  );
});

whereRecorded("AWS's recorded answers to templates, paths and functions", () => {
  it.each(named(passes))('%s', async (_, entry) => {
    const [state = {}] = statesOf(entry);
    const scope = scopeOf(entry.input, { context: { Execution: { Input: entry.input } } });
    const isJsonata = (state.QueryLanguage ?? entry.definition?.QueryLanguage) === 'JSONata';
    const output = isJsonata
      ? await compileJsonataTemplate(state.Output ?? null, 'Output')(scope)
      : compileTemplate(state.Parameters ?? null)(scope);
    // through JSON, where 0 and -0 are one
    expect(JSON.parse(JSON.stringify(output))).toEqual(entry.expected.output);
  });
});

const choices = runnable.filter(({ area }) => area === 'choice_operators');

whereRecorded("AWS's recorded choices", () => {
  it.each(named(choices))('%s', (_, entry) => {
    const choice = statesOf(entry).find(({ Type }) => Type === 'Choice');
    const rules = Array.isArray(choice?.Choices) ? choice.Choices.filter(isObject) : [];
    const taken = rules.find((rule) => compileChoiceRule(rule)(scopeOf(entry.input)))?.Next ?? choice?.Default;
    expect(entry.definition?.States?.[String(taken)]?.Result).toEqual(entry.expected.output);
  });
});
