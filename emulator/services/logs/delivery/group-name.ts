/** `arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/states/x:*`, with or without `:*` → the group's name */
export const groupName = (arn: string | undefined): string | undefined => /:log-group:([^:]+)/.exec(arn ?? '')?.[1];
