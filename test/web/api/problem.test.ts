import { fieldErrors } from '../../../web/src/api/field-errors.ts';
import { problemOf } from '../../../web/src/api/problem.ts';

const problems = [
  { field: 'body.title', message: 'must not be empty' },
  { field: 'body.recipients.0', message: 'must not be empty' },
  { field: 'body.recipients.3', message: 'is too long' },
];

describe('a problem document', () => {
  const read = (body: string, status = 400) => problemOf(new Response(body, { status, statusText: 'Bad Request' }));

  it('says what is wrong, how to find the request, and which fields are at fault', async () => {
    const document = {
      type: 'urn:telar:problem:invalid-request',
      detail: 'body.title: must not be empty',
      correlationId: 'c1',
      problems,
    };

    expect(await read(JSON.stringify(document))).toMatchObject({
      status: 400,
      code: 'invalid-request',
      message: 'body.title: must not be empty',
      correlationId: 'c1',
      problems,
    });
  });

  it.each([
    ['that is not JSON', '<html>'],
    ['that is empty', ''],
    ['whose problems are none', JSON.stringify({ problems: [{ field: 7 }, 'x', null] })],
  ])('%s still tells the status', async (_, body) => {
    expect(await read(body, 502)).toMatchObject({ status: 502, message: 'Bad Request', problems: [] });
  });
});

describe('what is wrong with the fields of a form', () => {
  it('stands at the field, also when it is inside of it', () => {
    expect(fieldErrors(problems)).toEqual({
      title: ['must not be empty'],
      recipients: ['must not be empty', 'is too long'],
    });
  });

  it('is said in other words where there are some, each once', () => {
    const say = (name: string, message: string) => (name === 'recipients' ? 'Name somebody' : message);

    expect(fieldErrors(problems, say)).toEqual({ title: ['must not be empty'], recipients: ['Name somebody'] });
  });

  it('is not what is wrong elsewhere', () => {
    expect(fieldErrors([{ field: 'query.limit', message: 'must be a whole number' }])).toEqual({});
  });
});
