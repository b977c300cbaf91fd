/** What a pattern finds in a message: undefined when it does not match, else the fields that the pattern names. */
export type Matcher = (message: string) => Readonly<Record<string, string>> | undefined;
