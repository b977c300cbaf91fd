import type { ListStateMachinesCommandInput, ListStateMachinesCommandOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import type { OperationDeps } from './deps.ts';
import { numberAfter, paged, pageOf } from './paging.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export const listStateMachines = ({ machines }: Pick<OperationDeps, 'machines'>) =>
  operation<ListStateMachinesCommandInput, Omit<ListStateMachinesCommandOutput, '$metadata'>>({
    name: 'ListStateMachines',
    access: () => [{ action: 'states:ListStateMachines', resource: '*' }],
    run(input) {
      const page = pageOf(input);
      const found = machines.store.list(numberAfter(page, 0), page.limit + 1);
      const { items, nextToken } = paged(found, page, ({ place }) => place);
      return {
        stateMachines: items.map(({ arn, name, type, createdAt }) => ({
          stateMachineArn: arn,
          name,
          type,
          creationDate: new Date(createdAt),
        })),
        ...(nextToken === undefined ? {} : { nextToken }),
      };
    },
  });
