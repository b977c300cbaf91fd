import { suggestions } from '../../../emulator/cli/suggestions.ts';

const bus = { type: 'AWS::Events::EventBus', physicalId: 'shop', properties: {} };
const logs = { type: 'AWS::StepFunctions::StateMachine', physicalId: 'arn:logs', properties: {} };
const images = { type: 'AWS::StepFunctions::StateMachine', physicalId: 'arn:images', properties: {} };
const plain = { type: 'AWS::S3::Bucket', physicalId: 'plain', properties: {} };
const uploads = {
  type: 'AWS::S3::Bucket',
  physicalId: 'uploads',
  properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
};

describe('the lines to try', () => {
  it('upload something, and show what the workflow beside the bucket made of it', () => {
    expect(suggestions([[bus], [logs, plain], [plain, images, uploads]])).toEqual([
      'aws s3 cp photo.jpg s3://uploads/',
      'aws stepfunctions list-executions --state-machine-arn arn:images',
      'aws events describe-event-bus --name shop',
    ]);
  });

  it('do not list executions of Express workflows, which AWS does not list', () => {
    const express = { ...images, properties: { StateMachineType: 'EXPRESS' } };
    expect(suggestions([[express, bus]])).toEqual(['aws events describe-event-bus --name shop']);
  });
});
