/**
 * The module that CloudFormation puts beside source text in a template, so that custom resources can answer
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html).
 */
export const CFN_RESPONSE = `'use strict';
exports.SUCCESS = 'SUCCESS';
exports.FAILED = 'FAILED';
exports.send = function send(event, context, responseStatus, responseData, physicalResourceId, noEcho) {
  const body = JSON.stringify({
    Status: responseStatus,
    Reason: 'See the details in CloudWatch Log Stream: ' + context.logStreamName,
    PhysicalResourceId: physicalResourceId || context.logStreamName,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    NoEcho: noEcho || false,
    Data: responseData,
  });
  return fetch(event.ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body })
    .then((answer) => console.log('Status code: ' + answer.status))
    .catch((error) => console.log('send(..) failed: ' + error.message))
    .then(() => context.done && context.done());
};
`;
