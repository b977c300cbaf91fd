import { Match } from 'aws-cdk-lib/assertions';
import { contracts } from '../../events/contracts.ts';
import { templateOf } from './support/templates.ts';

describe('the bus', () => {
  const template = templateOf('dev', 'bus');

  test('is named after its stage, and tells its name', () => {
    template.hasResourceProperties('AWS::Events::EventBus', { Name: 'telar-dev' });
    template.hasOutput('EventBusName', {});
  });

  test('archives what every domain says', () => {
    template.hasResourceProperties('AWS::Events::Archive', {
      ArchiveName: 'telar-dev',
      EventPattern: { source: [{ prefix: 'telar.' }] },
      RetentionDays: 7,
    });
  });

  test('keeps what it cannot pass on, for as long as a queue can', () => {
    template.hasResourceProperties('AWS::Events::EventBus', { DeadLetterConfig: Match.anyValue() });
    template.hasResourceProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 14 * 24 * 3600,
      SqsManagedSseEnabled: true,
    });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: { Service: 'events.amazonaws.com' },
            Condition: {
              ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('^EventBus'), 'Arn'] } },
            },
          }),
        ]),
      },
    });
  });

  test.each(contracts)('publishes the contract $source / $detailType', ({ source, detailType }) => {
    template.hasResourceProperties('AWS::EventSchemas::Schema', {
      SchemaName: `${source}@${detailType.replaceAll(' ', '')}`,
      Type: 'JSONSchemaDraft4',
    });
  });
});
