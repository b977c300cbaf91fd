import { Match } from 'aws-cdk-lib/assertions';
import { MAX_PRESENT_CONNECTIONS } from '../../functions/chat/present/who-is-present.ts';
import { templateOf } from './support/templates.ts';

describe('the chat in dev', () => {
  const template = templateOf('dev', 'chat');

  test('is a WebSocket API that looks at the action of a frame, in a stage named as its own', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      Name: 'telar-dev-chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: 'dev',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000, DetailedMetricsEnabled: true },
    });
    template.hasOutput('WebSocketUrl', {});
  });

  test('writes down who connected, and neither tokens nor what is said', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    const format = stage?.Properties.AccessLogSettings.Format;
    expect(Object.keys(JSON.parse(format))).toContain('userId');
    expect(format).not.toMatch(/querystring|header|protocol|body|token/i);
  });

  test('leaves the account a role to log with, which does for any API and outlives the stage', () => {
    const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
    template.hasResource('AWS::ApiGateway::Account', kept);
    template.hasResource('AWS::IAM::Role', {
      ...kept,
      Properties: {
        Policies: [
          {
            PolicyDocument: {
              Statement: Match.arrayWith([
                Match.objectLike({
                  Action: Match.arrayWith(['logs:CreateLogGroup', 'logs:PutLogEvents']),
                  Resource: { 'Fn::Join': ['', Match.arrayWith([':log-group:*'])] },
                }),
              ]),
            },
          },
        ],
      },
    });
  });

  test.each(['$disconnect', 'sendmessage', 'history', 'present', 'typing', 'ping', '$default'])(
    'has the route %s, whose connection was authorized before',
    (RouteKey) => {
      template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey, AuthorizationType: 'NONE' });
    },
  );

  test('asks for a token when somebody connects, wherever the token is', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: '$connect',
      AuthorizationType: 'CUSTOM',
      AuthorizerId: Match.anyValue(),
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', { AuthorizerType: 'REQUEST', IdentitySource: [] });
  });

  test.each(['sendmessage', 'history', 'present', 'typing', 'ping', '$default'])(
    'answers %s on the same connection',
    (RouteKey) => {
      template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
        RouteKey,
        RouteResponseSelectionExpression: '$default',
      });
    },
  );

  test('answers a ping without a function', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', { IntegrationType: 'MOCK' });
    template.hasResourceProperties('AWS::ApiGatewayV2::IntegrationResponse', {
      ResponseTemplates: { $default: '{"event":"pong"}' },
    });
  });

  test.each([
    ['connections', 'connectionId', 'conversationId', ['by-conversation', 'by-user']],
    ['messages', 'conversationId', 'position', ['by-user']],
  ])('keeps %s, and forgets them', (name, partition, sort, indexes) => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: `telar-dev-${name}`,
      KeySchema: [
        { AttributeName: partition, KeyType: 'HASH' },
        { AttributeName: sort, KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: indexes.map((IndexName) => Match.objectLike({ IndexName })),
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  test('keeps conversations and their members, and for a while what it counts', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'telar-dev-conversations',
      GlobalSecondaryIndexes: [Match.objectLike({ IndexName: 'by-member' })],
    });
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'telar-dev-rate-limits',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  test.each([
    ['chat-message', ['Chat Message Sent']],
    ['chat-presence', ['Chat Member Connected', 'Chat Member Disconnected']],
  ])('starts the Express workflow %s by its events, which are kept when they cannot be delivered', (name, events) => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: `telar-dev-${name}`,
      StateMachineType: 'EXPRESS',
    });
    for (const event of events) {
      template.hasResourceProperties('AWS::Events::Rule', {
        EventPattern: { source: ['telar.chat'], 'detail-type': [event] },
        Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue(), RetryPolicy: Match.anyValue() })],
      });
    }
  });

  test('keeps what people say out of the log of the workflow', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'telar-dev-chat-message',
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });

  test('tells of those who come and go in the log of the workflow only when that fails', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'telar-dev-chat-presence',
      LoggingConfiguration: { Level: 'ERROR' },
    });
  });

  test('tells of nobody who comes or goes where it says of nobody who is there', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'telar-dev-chat-presence',
      DefinitionSubstitutions: { MaxPresentConnections: String(MAX_PRESENT_CONNECTIONS) },
    });
  });

  test('leaves large broadcasts to a queue, one part each', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'telar-dev-chat-shards',
      RedrivePolicy: { deadLetterTargetArn: Match.anyValue(), maxReceiveCount: 2 },
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  test('sends what became of images and notifications to open sockets', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'telar-dev-chat-push',
      EventPattern: {
        source: ['telar.images', 'telar.notifications'],
        'detail-type': ['Image Processed', 'Image Rejected', 'Notification Sent'],
      },
      Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
    });
  });

  test('keeps an event that could not be sent to open sockets, but sends none that is old', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^BroadcastPush') },
      MaximumEventAgeInSeconds: 600,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PushDeadLetters'), 'Arn'] } },
      },
    });
  });

  test('lets functions send to its own connections only', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'execute-api:ManageConnections',
            Resource: [connectionsOf('DELETE'), connectionsOf('POST')],
          }),
        ]),
      },
    });
  });

  test('has a bot in two languages, whose alias stands for a version of its words', () => {
    template.hasResourceProperties('AWS::Lex::Bot', {
      Name: 'telar-dev-bot',
      DataPrivacy: { ChildDirected: false },
      IdleSessionTTLInSeconds: 300,
      AutoBuildBotLocales: true,
      BotLocales: ['en_US', 'es_419'].map((LocaleId) =>
        Match.objectLike({
          LocaleId,
          NluConfidenceThreshold: 0.4,
          Intents: ['Greeting', 'Help', 'Status', 'FallbackIntent'].map((Name) =>
            Match.objectLike({ Name, FulfillmentCodeHook: { Enabled: true } }),
          ),
        }),
      ),
    });
    template.hasResourceProperties('AWS::Lex::BotAlias', {
      BotAliasName: 'live',
      BotVersion: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BotVersion[0-9a-f]{8}'), 'BotVersion'] },
    });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'lexv2.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BotAlias'), 'Arn'] },
    });
  });

  test('asks for the status of something when it was not told of what', () => {
    const [bot] = Object.values(template.findResources('AWS::Lex::Bot'));
    for (const { Intents } of bot?.Properties.BotLocales ?? []) {
      const { Slots } = Intents[2];
      expect(Slots).toMatchObject([
        {
          Name: 'StatusType',
          ValueElicitationSetting: { SlotConstraint: 'Required', PromptSpecification: { MaxRetries: 2 } },
        },
      ]);
    }
  });
});

test('the chat in prod has executions of its own, so that no crowd of messages keeps people from connecting', () => {
  const template = templateOf('prod', 'chat');
  for (const [name, ReservedConcurrentExecutions] of [
    ['connect', 50],
    ['disconnect', 50],
    ['sendmessage', 100],
  ] as const) {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `telar-prod-chat-${name}`,
      ReservedConcurrentExecutions,
    });
  }
});

function connectionsOf(method: string) {
  return { 'Fn::Join': ['', Match.arrayWith([`/dev/${method}/@connections/*`])] };
}
