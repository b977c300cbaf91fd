import type {
  GetParametersCommandInput,
  GetParametersCommandOutput,
  PutParameterCommandInput,
} from '@aws-sdk/client-ssm';
import type { Door } from '../door/door.ts';
import { accountPrincipal } from '../door/principal.ts';
import type { Account } from '../runtime/account.ts';

/** GetParameters takes so many names (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html). */
const MOST_NAMES = 10;

/** Every CDK stack asks for the version of the bootstrap stack; the emulated account counts as bootstrapped. */
const BOOTSTRAP_PARAMETER = /^\/cdk-bootstrap\/[^/]+\/version$/;
const BOOTSTRAP_VERSION = '30';

/** Reads the parameter store for templates. */
export class ParameterReader {
  readonly #door: Door;
  readonly #account: Account;

  constructor(door: Door, account: Account) {
    this.#door = door;
    this.#account = account;
  }

  /**
   * @param names `name` or `name:version`
   * @returns values of those that exist; a list as comma-separated text
   */
  async read(names: Iterable<string>): Promise<Map<string, string>> {
    const wanted = [...new Set(names)];
    const values = new Map<string, string>();
    if (!this.#door.has('ssm', 'GetParameters')) return values;
    for (let start = 0; start < wanted.length; start += MOST_NAMES) {
      const Names = wanted.slice(start, start + MOST_NAMES);
      const { Parameters = [] } = await this.#call<GetParametersCommandInput, GetParametersCommandOutput>(
        'GetParameters',
        { Names },
      );
      for (const { Name = '', Selector = '', Value = '' } of Parameters) values.set(`${Name}${Selector}`, Value);
    }
    for (const name of wanted)
      if (!values.has(name) && BOOTSTRAP_PARAMETER.test(name)) values.set(name, await this.#bootstrap(name));
    return values;
  }

  async #bootstrap(name: string): Promise<string> {
    const input: PutParameterCommandInput = {
      Name: name,
      Value: BOOTSTRAP_VERSION,
      Type: 'String',
      Description: 'Version of the CDK bootstrap resources that this account counts as having',
    };
    await this.#call('PutParameter', input);
    return BOOTSTRAP_VERSION;
  }

  #call<I, O>(operation: string, input: I): Promise<O> {
    return this.#door.call<I, O>({ service: 'ssm', operation, principal: accountPrincipal(this.#account) }, input);
  }
}
