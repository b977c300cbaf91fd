import { AwsError } from '../../../door/errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/** The members of the Context object that a test may set, with their types (API_TestState.html, `context`). */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, 'string' | 'number' | 'any'>>>> = {
  Execution: {
    Id: 'string',
    Input: 'any',
    Name: 'string',
    RoleArn: 'string',
    StartTime: 'string',
    RedriveCount: 'number',
    RedriveTime: 'string',
  },
  State: { EnteredTime: 'string', Name: 'string', RetryCount: 'number' },
  StateMachine: { Id: 'string', Name: 'string' },
  Task: { Token: 'string' },
};

/** The mocked Context object. @throws AwsError ValidationException for what AWS does not take there */
export function checkContext(text: string): JsonObject {
  const context = JSON.parse(text) as Json;
  if (!isObject(context)) throw invalid('Context must be a JSON object');
  for (const [name, value] of Object.entries(context)) {
    if (name === 'Map') throw invalid("'Map' field is not supported when mocking a Context object");
    const members = MEMBERS[name];
    if (!members) throw invalid(`Field '${name}' is not allowed`);
    if (!isObject(value)) throw invalid(`${name} must be an object`);
    checkMembers(name, value, members);
  }
  return context;
}

function checkMembers(name: string, value: JsonObject, members: Readonly<Record<string, string>>): void {
  for (const [member, found] of Object.entries(value)) {
    const type = members[member];
    if (type === undefined) throw invalid(`Field '${name}.${member}' is not allowed`);
    if (type !== 'any' && typeof found !== type) throw invalid(`${name}.${member} must be a ${type}`);
  }
}

const invalid = (why: string): AwsError =>
  new AwsError('ValidationException', `Invalid Context object provided: ${why}`);
