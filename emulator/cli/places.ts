/** An address that a browser or a program on this machine can open. */
const LOCAL_URL = /^(?:https?|wss?):\/\/(?:[\w-]+\.)*localhost(?::\d+)?(?:\/|$)/;
/** How the CDK calls outputs that are for other stacks alone. */
const EXPORT = 'ExportsOutput';
/** An output that says who can sign in. */
const SIGN_IN = /user.*(?:e-?mail|name|password)$/i;

/**
 * What a person wants to open, and as whom: of the outputs of all stacks those that are addresses here, then those of users to sign in
 * with.
 *
 * @param outputs values by stack and output key
 */
export function places(outputs: Readonly<Record<string, Readonly<Record<string, string>>>>): [string, string][] {
  const all = Object.values(outputs)
    .flatMap((stack) => Object.entries(stack))
    .filter(([key]) => !key.startsWith(EXPORT));
  return [...all.filter(([, value]) => LOCAL_URL.test(value)), ...all.filter(([key]) => SIGN_IN.test(key))];
}
