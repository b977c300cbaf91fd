import { Match, type Template } from 'aws-cdk-lib/assertions';
import { templateOf } from './support/templates.ts';

describe('the web page', () => {
  const site = templateOf('prod', 'site');
  const web = templateOf('prod', 'web');

  test('is served from a private bucket, which only its distribution may read', () => {
    site.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
    });
    const [distribution] = Object.keys(site.findResources('AWS::CloudFront::Distribution'));
    site.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 's3:GetObject',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Condition: {
              StringEquals: {
                'AWS:SourceArn': { 'Fn::Join': ['', Match.arrayWith([':distribution/', { Ref: distribution }])] },
              },
            },
          }),
        ]),
      },
    });
  });

  test('answers the addresses of its views with the page itself, over HTTPS alone', () => {
    site.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultRootObject: 'index.html',
        CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 200, ResponsePagePath: '/index.html' }],
        DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https', Compress: true },
        Origins: [{ OriginAccessControlId: Match.anyValue() }],
      },
    });
  });

  test('runs no code but its own, and speaks with nothing but the services of its region', () => {
    const policy = JSON.stringify(site.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-(inline|eval)/);
    expect(policy).not.toMatch(/(script|style)-src[^;]*(https:|data:|\*)/);
    expect(policy).not.toMatch(/connect-src[^;]*(https:\/\/\* | \* )/);
    site.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY' },
          StrictTransportSecurity: { IncludeSubdomains: true },
          ReferrerPolicy: { ReferrerPolicy: 'no-referrer' },
        },
      },
    });
  });

  test('is told by the deployment where everything is', () => {
    web.hasResourceProperties('Custom::WebPage', {
      Config: {
        stage: 'prod',
        userPoolId: Match.anyValue(),
        userPoolClientId: Match.anyValue(),
        userPoolEndpoint: Match.anyValue(),
        apiUrl: Match.anyValue(),
        webSocketUrl: Match.anyValue(),
      },
      // What is there stays when the stack of a stage that people use goes.
      EmptyOnDelete: false,
    });
  });

  test('is the same for every stage: only its settings differ', () => {
    const code = (template: Template) =>
      Object.values(template.findResources('AWS::Lambda::LayerVersion')).map(({ Properties }) => Properties.Content);
    expect(code(templateOf('dev', 'web'))).toEqual(code(web));
  });

  test('may be uploaded from and called from where it is served, and from nowhere unknown', () => {
    const origins = JSON.stringify([
      templateOf('dev', 'api').findResources('AWS::ApiGatewayV2::Api'),
      templateOf('dev', 'images').findResources('AWS::S3::Bucket'),
    ]);
    expect(origins).toContain('http://localhost:5173');
    expect(origins).not.toMatch(/"(AllowOrigins|AllowedOrigins)":\["\*"/);
  });
});
