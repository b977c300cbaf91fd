import { Aws, Duration, Validations } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { PrivateBucket } from '../private-bucket.ts';

export interface SiteProps {
  readonly stage: StageConfig;
}

const TWO_YEARS = Duration.days(730);
/** S3 says 403 of what is not there to whoever may not list the bucket. */
const NOT_THERE = 403;

/** Where the web page is served from: a private bucket behind CloudFront, which alone may read it. */
export class Site extends Construct {
  readonly bucket: PrivateBucket;
  readonly distribution: Distribution;
  /** Without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, { stage }: SiteProps) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', { stage, name: 'web' });
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `The web page of ${physicalName(stage, 'web')}`,
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        // What may be kept says so itself: files with a hash in their name for ever, index.html and config.json not at all.
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: this.addHeaders(stage),
        compress: true,
      },
      // The addresses of views are the page's own business: whatever is no file is the page.
      errorResponses: [
        { httpStatus: NOT_THERE, responseHttpStatus: 200, responsePagePath: '/index.html', ttl: Duration.seconds(0) },
      ],
    });
    this.url = `https://${this.distribution.distributionDomainName}`;
    this.acknowledge();
  }

  private addHeaders(stage: StageConfig): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      responseHeadersPolicyName: physicalName(stage, 'web'),
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(), override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: TWO_YEARS, includeSubdomains: true, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
        ],
      },
    });
  }

  private acknowledge(): void {
    const acknowledgements = {
      'AwsSolutions-CFR1': 'People use it from everywhere.',
      'AwsSolutions-CFR2':
        'The page is static and public; what can be attacked is the API, which throttles and asks for tokens.',
      'AwsSolutions-CFR3':
        'Who reads a public page is nobody to be logged; what people do is in the logs of the API and on the bus.',
      'AwsSolutions-CFR4':
        'Without a domain of its own, the certificate is that of CloudFront, which decides which TLS it takes.',
    };
    for (const [id, reason] of Object.entries(acknowledgements))
      Validations.of(this.distribution).acknowledge({ id, reason });
  }
}

/**
 * The page runs its own code only, and speaks with nothing but its own deployment's region: API, sockets, user pool, and the buckets that
 * images are uploaded to and shown from. Which API that is comes with /config.json, for the API has to know the site first.
 */
function contentSecurityPolicy(): string {
  const host = (service: string) => `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  const api = host('*.execute-api');
  const buckets = `https://${host('*.s3')}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob: ${buckets}`,
    `connect-src 'self' https://${api} wss://${api} https://${host('cognito-idp')} ${buckets}`,
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
