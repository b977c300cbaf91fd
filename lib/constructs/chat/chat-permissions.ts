import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { ChatSockets } from './chat-sockets.ts';
import type { ChatTables } from './chat-tables.ts';

/** Leave to do something with the rows of a table. */
export function onTable(table: ITable, ...actions: `dynamodb:${string}`[]): PolicyStatement {
  return new PolicyStatement({ actions, resources: [table.tableArn] });
}

/** Leave to list rows by an index. */
export function onIndex(table: ITable, index: string): PolicyStatement {
  return new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${table.tableArn}/index/${index}`] });
}

export function putEvents(bus: IEventBus): PolicyStatement {
  return new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] });
}

/** What it takes to forget a connection, and to tell: functions/chat/leave.ts. */
export function leaveConnections({ connections, rateLimits }: ChatTables, bus: IEventBus): PolicyStatement[] {
  return [
    onTable(connections, 'dynamodb:Query', 'dynamodb:DeleteItem'),
    onTable(rateLimits, 'dynamodb:UpdateItem'),
    putEvents(bus),
  ];
}

type ConnectionMethod = 'DELETE' | 'POST';

/** Leave to close connections (DELETE) or to send to them (POST). */
export function manageConnections({ api, stageName }: ChatSockets, ...methods: ConnectionMethod[]): PolicyStatement {
  const resources = methods.map((method) =>
    Stack.of(api).formatArn({
      service: 'execute-api',
      resource: api.apiId,
      resourceName: `${stageName}/${method}/@connections/*`,
    }),
  );
  return new PolicyStatement({ actions: ['execute-api:ManageConnections'], resources });
}

/** Says beside the grant why it cannot name the connections one by one. */
export function acknowledgeAnyConnection(
  grantee: IConstruct,
  { api, stageName }: ChatSockets,
  ...methods: ConnectionMethod[]
): void {
  const { defaultChild } = api.node;
  if (!CfnElement.isCfnElement(defaultChild)) throw new Error(`${api.node.path} is no API of this app`);
  const apiId: string = Stack.of(api).resolve(defaultChild.logicalId);
  const connections = `arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<${apiId}>/${stageName}`;
  for (const method of methods) {
    Validations.of(grantee).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${connections}/${method}/@connections/*]`,
      reason: 'Connections come and go while the application runs: only the API and the stage are known beforehand.',
    });
  }
}
