import type {
  ListExportsCommandInput,
  ListExportsCommandOutput,
  ListImportsCommandInput,
  ListImportsCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../../../door/operation.ts';
import { onAny } from '../access.ts';
import { validationError } from '../errors.ts';
import { pageOf } from '../pages.ts';
import { required } from '../required.ts';
import type { Deps } from './deps.ts';

export const listExports = ({ stacks }: Pick<Deps, 'stacks'>) =>
  operation<ListExportsCommandInput, Omit<ListExportsCommandOutput, '$metadata'>>({
    name: 'ListExports',
    access: () => onAny('ListExports'),
    run({ NextToken }) {
      const { page, ...rest } = pageOf(stacks.exports(), NextToken);
      return {
        Exports: page.map(({ stackId, name, value }) => ({ ExportingStackId: stackId, Name: name, Value: value })),
        ...rest,
      };
    },
  });

/** Names of the stacks that import a value. */
export const listImports = ({ stacks }: Pick<Deps, 'stacks'>) =>
  operation<ListImportsCommandInput, Omit<ListImportsCommandOutput, '$metadata'>>({
    name: 'ListImports',
    access: () => onAny('ListImports'),
    run({ ExportName, NextToken }) {
      const importers = stacks.importers(required(ExportName, 'exportName'));
      if (importers.length === 0) throw validationError(`Export '${ExportName}' is not imported by any stack.`);
      const { page, ...rest } = pageOf(importers, NextToken);
      return { Imports: [...page], ...rest };
    },
  });
