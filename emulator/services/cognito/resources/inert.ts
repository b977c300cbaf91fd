import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { json, text } from '../../../template/scalars.ts';

const RISK = 'no sign-in is judged by its risk here';
const LOGS = 'Cognito writes no logs of its own here; what it does stands in the trace';

const riskSchema = z.strictObject({
  UserPoolId: text,
  ClientId: text,
  AccountTakeoverRiskConfiguration: json.optional(),
  CompromisedCredentialsRiskConfiguration: json.optional(),
  RiskExceptionConfiguration: json.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolriskconfigurationattachment.html */
export const riskConfigurationResource = () =>
  resourceType({
    type: 'AWS::Cognito::UserPoolRiskConfigurationAttachment',
    schema: riskSchema,
    inert: {
      AccountTakeoverRiskConfiguration: RISK,
      CompromisedCredentialsRiskConfiguration: RISK,
      RiskExceptionConfiguration: RISK,
    },
    attributes: [],
    createOnly: ['UserPoolId', 'ClientId'],
    create: (_properties, context) => ({ physicalId: context.generateName(), attributes: {} }),
    update: ({ physicalId }) => ({ physicalId, attributes: {} }),
    delete: () => undefined,
  });

const logSchema = z.strictObject({ UserPoolId: text, LogConfigurations: json.optional() });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-logdeliveryconfiguration.html */
export const logDeliveryResource = () =>
  resourceType({
    type: 'AWS::Cognito::LogDeliveryConfiguration',
    schema: logSchema,
    inert: { LogConfigurations: LOGS },
    attributes: ['Id'],
    createOnly: ['UserPoolId'],
    create: ({ UserPoolId }) => ({ physicalId: UserPoolId, attributes: { Id: UserPoolId } }),
    update: ({ physicalId }) => ({ physicalId, attributes: { Id: physicalId } }),
    delete: () => undefined,
  });
