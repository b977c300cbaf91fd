import * as z from 'zod';

/** What CloudFormation is answered about a custom resource. */
export type CustomResourceOutcome = { readonly PhysicalResourceId: string } & (
  | { readonly Status: 'SUCCESS' }
  | { readonly Status: 'FAILED'; readonly Reason: string }
);

/**
 * What CloudFormation asks of a custom resource with these properties, and the id of the request as correlation id.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export function customResourceRequest<Properties extends z.ZodObject>(properties: Properties) {
  return z
    .object({
      RequestType: z.enum(['Create', 'Update', 'Delete']),
      ResponseURL: z.url(),
      StackId: z.string(),
      RequestId: z.string(),
      LogicalResourceId: z.string(),
      ResourceProperties: properties,
    })
    .transform((event) => ({ correlationId: event.RequestId, event }));
}

interface Asked {
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

/** Puts a text where CloudFormation waits for it. @throws Error when it is not taken */
export type Put = (url: string, body: string) => Promise<void>;

/**
 * Does what was asked and tells CloudFormation how it went: what fails fails the deployment, with its reason.
 *
 * @throws Error when CloudFormation does not take the answer
 */
export async function answerCloudFormation(
  { StackId, RequestId, LogicalResourceId, ResponseURL }: Asked,
  PhysicalResourceId: string,
  work: () => Promise<unknown>,
  put: Put = putByHttp,
): Promise<CustomResourceOutcome> {
  const outcome = await outcomeOf(PhysicalResourceId, work);
  await put(ResponseURL, JSON.stringify({ StackId, RequestId, LogicalResourceId, ...outcome }));
  return outcome;
}

async function putByHttp(url: string, body: string): Promise<void> {
  // CloudFormation signs the URL without a content type.
  const { ok, status } = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!ok) throw new Error(`CloudFormation did not take the answer: ${status}`);
}

async function outcomeOf(PhysicalResourceId: string, work: () => Promise<unknown>): Promise<CustomResourceOutcome> {
  try {
    await work();
    return { PhysicalResourceId, Status: 'SUCCESS' };
  } catch (error) {
    return { PhysicalResourceId, Status: 'FAILED', Reason: error instanceof Error ? error.message : String(error) };
  }
}
