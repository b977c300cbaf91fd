/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-cachebehavior.html */
export interface Behavior {
  /** `assets/*`; of the default behaviour, absent. */
  readonly pathPattern?: string | undefined;
  readonly originId: string;
  readonly allowedMethods: readonly string[];
  readonly compress: boolean;
  readonly responseHeadersPolicyId?: string | undefined;
}

export interface Origin {
  readonly id: string;
  /** `bucket.s3.us-east-1.amazonaws.com` or any host. */
  readonly domainName: string;
  /** Put before the path of every request; empty or with a leading slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether requests are signed as CloudFront's, so that the bucket's policy can tell them from others. */
  readonly signed: boolean;
}

/** What an error of an origin is turned into. */
export interface ErrorResponse {
  readonly errorCode: number;
  readonly responseCode?: number | undefined;
  readonly pagePath?: string | undefined;
}

export interface Distribution {
  /** `E` and 13 characters. */
  readonly id: string;
  /** `d111111abcdef8.cloudfront.net` */
  readonly domainName: string;
  readonly comment: string;
  readonly enabled: boolean;
  readonly defaultRootObject: string;
  readonly aliases: readonly string[];
  readonly origins: readonly Origin[];
  /** In the order in which they are tried. */
  readonly behaviors: readonly Behavior[];
  readonly defaultBehavior: Behavior;
  readonly errorResponses: readonly ErrorResponse[];
  /** ISO 8601. */
  readonly lastModified: string;
}

/** A header that a policy adds to answers. */
export interface PolicyHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it replaces what the origin says. */
  readonly override: boolean;
}

/** Headers added to and taken from answers. */
export interface HeadersPolicy {
  readonly headers: readonly PolicyHeader[];
  readonly remove: readonly string[];
}
