// https://docs.aws.amazon.com/general/latest/gr/ssm.html#limits_ssm and
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html

export const STANDARD_VALUE_BYTES = 4_096;
export const ADVANCED_VALUE_BYTES = 8_192;
export const NAME_CHARACTERS = 1_011;
export const HIERARCHY_LEVELS = 15;
export const HISTORY_VERSIONS = 100;
export const LABELS_PER_VERSION = 10;
export const LABEL_CHARACTERS = 100;
export const DESCRIPTION_CHARACTERS = 1_024;
export const ALLOWED_PATTERN_CHARACTERS = 1_024;
export const TAGS = 50;

/** Names in one GetParameters, DeleteParameters or page of GetParametersByPath. */
export const BATCH_NAMES = 10;
/** Entries in a page of DescribeParameters and GetParameterHistory. */
export const PAGE_ENTRIES = 50;
