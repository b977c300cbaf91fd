// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html

export const TEMPLATE_BODY_BYTES = 51_200;
export const TEMPLATE_OBJECT_BYTES = 1_000_000;
export const STACK_NAME_CHARACTERS = 128;
