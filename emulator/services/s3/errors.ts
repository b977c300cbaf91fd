import { AwsError } from '../../door/errors.ts';

// Codes, messages and members of https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

const error =
  (status: number) =>
  (code: string, message: string, members: Readonly<Record<string, unknown>> = {}): AwsError =>
    new AwsError(code, message, { status, members });

const badRequest = error(400);
const forbidden = error(403);
const notFound = error(404);
const conflict = error(409);

export const accessDenied = (message = 'Access Denied', members = {}) => forbidden('AccessDenied', message, members);

export const noSuchBucket = (BucketName: string) =>
  notFound('NoSuchBucket', 'The specified bucket does not exist', { BucketName });

export const noSuchKey = (Key: string) => notFound('NoSuchKey', 'The specified key does not exist.', { Key });

export const noSuchVersion = (Key: string, VersionId: string) =>
  notFound('NoSuchVersion', 'The specified version does not exist.', { Key, VersionId });

export const noSuchUpload = (UploadId: string) =>
  notFound(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId },
  );

/** A part of a bucket's configuration that was never set, for example NoSuchBucketPolicy. */
export const notConfigured = (code: string, message: string, BucketName: string) =>
  notFound(code, message, { BucketName });

export const bucketAlreadyOwnedByYou = (BucketName: string) =>
  conflict(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    { BucketName },
  );

export const bucketAlreadyExists = (BucketName: string) =>
  conflict(
    'BucketAlreadyExists',
    `The requested bucket name is not available: ${BucketName} already exists and was not made by this resource.`,
    { BucketName },
  );

export const bucketNotEmpty = (BucketName: string) =>
  conflict('BucketNotEmpty', 'The bucket you tried to delete is not empty', { BucketName });

export const invalidBucketName = (BucketName: string) =>
  badRequest('InvalidBucketName', 'The specified bucket is not valid.', { BucketName });

export const invalidArgument = (message: string, ArgumentName?: string, ArgumentValue?: unknown) =>
  badRequest('InvalidArgument', message, {
    ...(ArgumentName === undefined ? {} : { ArgumentName }),
    ...(ArgumentValue === undefined ? {} : { ArgumentValue }),
  });

export const invalidRequest = (message: string) => badRequest('InvalidRequest', message);

export const malformedXml = (
  message = 'The XML you provided was not well-formed or did not validate against our published schema',
) => badRequest('MalformedXML', message);

export const keyTooLong = (Size: number, MaxSizeAllowed: number) =>
  badRequest('KeyTooLongError', 'Your key is too long', { Size, MaxSizeAllowed });

export const metadataTooLarge = (Size: number, MaxSizeAllowed: number) =>
  badRequest('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
    Size,
    MaxSizeAllowed,
  });

export const entityTooLarge = (ProposedSize: number, MaxSizeAllowed: number) =>
  badRequest('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    ProposedSize,
    MaxSizeAllowed,
  });

export const entityTooSmall = (ProposedSize: number, MinSizeAllowed: number, PartNumber: number, ETag: string) =>
  badRequest('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    ProposedSize,
    MinSizeAllowed,
    PartNumber,
    ETag,
  });

export const incompleteBody = (NumberBytesExpected: number, NumberBytesReceived: number) =>
  badRequest('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header', {
    NumberBytesExpected,
    NumberBytesReceived,
  });

/** The client went away before its body had arrived. */
export const requestTimeout = (cause: unknown) =>
  new AwsError(
    'RequestTimeout',
    'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
    { status: 400, cause },
  );

export const missingContentLength = () =>
  error(411)('MissingContentLength', 'You must provide the Content-Length HTTP header.');

export const badDigest = (message: string, members = {}) => badRequest('BadDigest', message, members);

export const invalidDigest = (digest: string) =>
  badRequest('InvalidDigest', 'The Content-MD5 you specified was invalid.', { 'Content-MD5': digest });

export const contentHashMismatch = (ClientComputedContentSHA256: string, S3ComputedContentSHA256: string) =>
  badRequest(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { ClientComputedContentSHA256, S3ComputedContentSHA256 },
  );

export const invalidPart = () =>
  badRequest(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  );

export const invalidPartOrder = () =>
  badRequest('InvalidPartOrder', 'The list of parts was not in ascending order. Parts must be ordered by part number.');

export const invalidRange = (RangeRequested: string, ActualObjectSize: number) =>
  error(416)('InvalidRange', 'The requested range is not satisfiable', { RangeRequested, ActualObjectSize });

export const invalidPartNumber = (PartNumberRequested: number, ActualPartCount: number) =>
  error(416)('InvalidPartNumber', 'The requested partnumber is not satisfiable', {
    PartNumberRequested,
    ActualPartCount,
  });

export const preconditionFailed = (Condition: string) =>
  error(412)('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', { Condition });

export const notModified = (etag: string) =>
  new AwsError('NotModified', 'Not Modified', { status: 304, headers: { etag: `"${etag}"` } });

export const methodNotAllowed = (message: string, headers: Readonly<Record<string, string>> = {}) =>
  new AwsError('MethodNotAllowed', message, { status: 405, headers });

export const aclNotSupported = () => badRequest('AccessControlListNotSupported', 'The bucket does not allow ACLs');

export const invalidTag = (message: string, TagKey?: string) =>
  badRequest('InvalidTag', message, TagKey === undefined ? {} : { TagKey });

export const invalidObjectState = (StorageClass: string) =>
  forbidden('InvalidObjectState', "The operation is not valid for the object's storage class", { StorageClass });

export const malformedPost = (why: string) =>
  badRequest('MalformedPOSTRequest', `The body of your POST request is not well-formed multipart/form-data: ${why}`);

export const postTooSmall = (ProposedSize: number, MinSizeAllowed: number) =>
  badRequest('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    ProposedSize,
    MinSizeAllowed,
  });

export const invalidPolicyDocument = (cause: unknown) =>
  new AwsError('InvalidPolicyDocument', 'Invalid Policy: Invalid JSON, expiration or conditions.', {
    status: 400,
    cause,
  });

export const invalidStorageClass = () =>
  badRequest('InvalidStorageClass', 'The storage class you specified is not valid');

export const malformedPolicy = (message: string) => badRequest('MalformedPolicy', message);

/** S3 has it, the emulator has not; `what` names it. */
export const notImplemented = (what: string) =>
  error(501)(
    'NotImplemented',
    `A header or parameter you provided implies functionality that is not implemented: ${what}`,
  );
