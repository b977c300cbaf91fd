import { templateOf } from './support/templates.ts';

describe('the counters', () => {
  const template = templateOf('dev', 'stats');

  test('are items of one table that any domain may add to', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'telar-dev-stats',
      KeySchema: [{ AttributeName: 'counter', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });
});
