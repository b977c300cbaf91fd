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
