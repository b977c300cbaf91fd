/** Members that the API names otherwise than CloudFormation. */
const RENAMED: Readonly<Record<string, string>> = {
  MessageGroupsList: 'messageGroups',
  IsActive: 'active',
  AllowAudioInput: 'allowAudioInput',
  AllowDTMFInput: 'allowDTMFInput',
  SSMLMessage: 'ssmlMessage',
  AudioAndDTMFInputSpecification: 'audioAndDTMFInputSpecification',
  DTMFSpecification: 'dtmfSpecification',
  CloudWatchLogGroupArn: 'cloudWatchLogGroupArn',
  LambdaArn: 'lambdaARN',
  ResolutionStrategy: 'resolutionStrategy',
};

const STRATEGIES: Readonly<Record<string, string>> = {
  ORIGINAL_VALUE: 'OriginalValue',
  TOP_RESOLUTION: 'TopResolution',
  CONCATENATION: 'Concatenation',
};

const apiName = (name: string) => RENAMED[name] ?? name.charAt(0).toLowerCase() + name.slice(1);

/** Maps whose keys are names that a user gave. */
const MAPS = new Set(['PromptAttemptsSpecification']);

/** What a template says, as the API says it: the same members with a small first letter. */
export function apiCase(value: unknown, keepKeys = false): unknown {
  if (Array.isArray(value)) return value.map((inner) => apiCase(inner));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const name = keepKeys ? key : apiName(key);
      if (key === 'ResolutionStrategy') return [name, STRATEGIES[String(inner)] ?? inner];
      return [name, apiCase(inner, MAPS.has(key))];
    }),
  );
}

/** The same, for an answer whose type is known to have these members. */
export const apiShape = <T>(value: unknown): T => apiCase(value) as T;

/** Ten capitals and digits for a part of a bot, the same as long as the part has its name. */
export function partId(...names: readonly string[]): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(names.join('\n'))) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(36).toUpperCase().padStart(10, '0').slice(-10);
}
