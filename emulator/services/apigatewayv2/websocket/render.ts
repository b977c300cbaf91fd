import type { Account } from '../../../runtime/account.ts';
import { evaluateTemplate } from '../mapping/evaluate.ts';
import { inputObject, utilObject } from '../mapping/gateway-objects.ts';
import { parseTemplate } from '../mapping/parse-template.ts';
import type { Node } from '../mapping/syntax.ts';
import { HostObject } from '../mapping/value.ts';
import type { SocketRequest } from './request.ts';
import { contextValue, type Outcome } from './values.ts';

interface Rendered {
  readonly request: SocketRequest;
  readonly account: Account;
  /** What `$input` shows: the message, or the integration's answer. */
  readonly body: string;
  readonly outcome?: Outcome;
}

const parsed = new Map<string, readonly Node[]>();

/**
 * Renders a mapping template of a route or of a response.
 *
 * @throws TemplateError
 */
export function render(template: string, { request, account, body, outcome }: Rendered): string {
  const nodes = parsed.get(template) ?? parseTemplate(template);
  parsed.set(template, nodes);
  const variables = request.deployed.stage.StageVariables ?? {};
  return evaluateTemplate(
    nodes,
    new Map<string, unknown>([
      ['input', inputObject(body)],
      ['util', utilObject],
      ['context', new HostObject('context', {}, (path) => contextValue(request, account, path, outcome))],
      [
        'stageVariables',
        new HostObject('stageVariables', { get: (name) => variables[String(name)] }, (name) => variables[name]),
      ],
    ]),
  );
}
