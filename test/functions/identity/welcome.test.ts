import { setPassword } from '../../../functions/identity/demo-user/set-password.ts';
import { type Confirmation, welcome } from '../../../functions/identity/welcome/welcome.ts';

const who = { userPoolId: 'us-east-1_abc', userName: 'ana' };

describe('who has confirmed an address', () => {
  test.each([
    ['PostConfirmation_ConfirmSignUp', true],
    ['PostConfirmation_ConfirmForgotPassword', false],
  ])('by %s becomes a member: %s', async (triggerSource, becomes) => {
    const joined: Confirmation[] = [];
    const join = async (one: Confirmation) => void joined.push(one);
    expect(await welcome({ ...who, triggerSource }, { join })).toBe(becomes);
    expect(joined).toHaveLength(becomes ? 1 : 0);
  });
});

describe('the password of the demo user', () => {
  const ResourceProperties = { UserPoolId: 'us-east-1_abc', Username: 'demo', Password: 'Demo-1a' };

  test.each([
    ['Create', 1],
    ['Update', 1],
    ['Delete', 0],
  ] as const)('on %s is set %d times', async (RequestType, times) => {
    let set = 0;
    const outcome = await setPassword({ RequestType, ResourceProperties }, { set: async () => ++set });
    expect(outcome).toEqual({ Status: 'SUCCESS', PhysicalResourceId: 'us-east-1_abc/demo/password' });
    expect(set).toBe(times);
  });

  test('that Cognito does not take fails the deployment, with the reason', async () => {
    const set = async () => {
      throw new Error('Password not long enough');
    };
    expect(await setPassword({ RequestType: 'Create', ResourceProperties }, { set })).toMatchObject({
      Status: 'FAILED',
      Reason: 'Password not long enough',
    });
  });
});
