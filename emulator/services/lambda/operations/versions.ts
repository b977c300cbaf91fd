import type {
  ListVersionsByFunctionCommandInput,
  ListVersionsByFunctionCommandOutput,
  PublishVersionCommandInput,
  PublishVersionCommandOutput,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../door/operation.ts';
import { describeFunction } from '../functions/describe.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import type { Functions } from '../functions/functions.ts';
import { type AccessDeps, functionAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

interface Deps extends AccessDeps {
  readonly service: Functions;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const publishVersion = (deps: Deps) =>
  operation<PublishVersionCommandInput, Output<PublishVersionCommandOutput>>({
    name: 'PublishVersion',
    access: functionAccess('PublishVersion', deps),
    run({ FunctionName, Description, CodeSha256, RevisionId }) {
      const { name } = parseFunctionName(FunctionName);
      const options = { description: Description, codeSha256: CodeSha256, revisionId: RevisionId };
      return describeFunction(deps.service.publish(name, options), deps.account);
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const listVersionsByFunction = (deps: Deps) =>
  operation<ListVersionsByFunctionCommandInput, Output<ListVersionsByFunctionCommandOutput>>({
    name: 'ListVersionsByFunction',
    access: functionAccess('ListVersionsByFunction', deps),
    run({ FunctionName, Marker, MaxItems }) {
      const { name } = parseFunctionName(FunctionName);
      deps.functions.settings(name);
      const { items, next } = page(deps.functions.versions(name), Marker, MaxItems);
      return { Versions: items.map((version) => describeFunction(version, deps.account, true)), ...next };
    },
  });
