/** How Step Functions spells a member of an API. */
export const spelled = (member: string): string => member.charAt(0).toUpperCase() + member.slice(1);
