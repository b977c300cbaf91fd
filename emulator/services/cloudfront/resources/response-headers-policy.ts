import { z } from 'zod';
import type { Ids } from '../../../runtime/ids.ts';
import { resourceType } from '../../../template/resource-type.ts';
import { flag, number, text } from '../../../template/scalars.ts';
import type { Distributions } from '../distributions.ts';
import type { HeadersPolicy, PolicyHeader } from '../model.ts';

const items = (item: z.ZodType<string>) => z.strictObject({ Items: z.array(item) });

const schema = z.strictObject({
  ResponseHeadersPolicyConfig: z.strictObject({
    Name: text,
    Comment: text.optional(),
    CustomHeadersConfig: z
      .strictObject({ Items: z.array(z.strictObject({ Header: text, Value: text, Override: flag })) })
      .optional(),
    RemoveHeadersConfig: z.strictObject({ Items: z.array(z.strictObject({ Header: text })) }).optional(),
    SecurityHeadersConfig: z
      .strictObject({
        ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: text, Override: flag }).optional(),
        ContentTypeOptions: z.strictObject({ Override: flag }).optional(),
        FrameOptions: z.strictObject({ FrameOption: z.enum(['DENY', 'SAMEORIGIN']), Override: flag }).optional(),
        ReferrerPolicy: z.strictObject({ ReferrerPolicy: text, Override: flag }).optional(),
        StrictTransportSecurity: z
          .strictObject({
            AccessControlMaxAgeSec: number,
            IncludeSubdomains: flag.optional(),
            Preload: flag.optional(),
            Override: flag,
          })
          .optional(),
        XSSProtection: z
          .strictObject({ Protection: flag, ModeBlock: flag.optional(), ReportUri: text.optional(), Override: flag })
          .optional(),
      })
      .optional(),
    CorsConfig: z
      .strictObject({
        AccessControlAllowCredentials: flag,
        AccessControlAllowHeaders: items(text),
        AccessControlAllowMethods: items(text),
        AccessControlAllowOrigins: items(text),
        AccessControlExposeHeaders: items(text).optional(),
        AccessControlMaxAgeSec: number.optional(),
        OriginOverride: flag,
      })
      .optional(),
    ServerTimingHeadersConfig: z.json().optional(),
  }),
});

type Config = z.output<typeof schema>['ResponseHeadersPolicyConfig'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-responseheaderspolicy.html */
export function responseHeadersPolicyResource({
  distributions,
  ids,
}: {
  readonly distributions: Distributions;
  readonly ids: Ids;
}) {
  const save = (id: string, config: Config) => {
    distributions.putHeadersPolicy(id, policyOf(config));
    return { physicalId: id, attributes: { Id: id } };
  };
  return resourceType({
    type: 'AWS::CloudFront::ResponseHeadersPolicy',
    schema,
    inert: { 'ResponseHeadersPolicyConfig.ServerTimingHeadersConfig': 'There is no edge to time.' },
    attributes: ['Id', 'LastModifiedTime'],
    createOnly: [],
    create: ({ ResponseHeadersPolicyConfig }) => save(ids.uuid(), ResponseHeadersPolicyConfig),
    update: ({ physicalId, properties }) => save(physicalId, properties.ResponseHeadersPolicyConfig),
    delete: ({ physicalId }) => distributions.deleteHeadersPolicy(physicalId),
  });
}

function policyOf(config: Config): HeadersPolicy {
  return {
    headers: [...securityHeaders(config), ...corsHeaders(config), ...customHeaders(config)],
    remove: config.RemoveHeadersConfig?.Items.map(({ Header }) => Header.toLowerCase()) ?? [],
  };
}

function securityHeaders({ SecurityHeadersConfig: security = {} }: Config): PolicyHeader[] {
  const { ContentSecurityPolicy, ContentTypeOptions, FrameOptions, ReferrerPolicy } = security;
  const { StrictTransportSecurity: transport, XSSProtection: xss } = security;
  const entries: [string, string | undefined, boolean | undefined][] = [
    ['content-security-policy', ContentSecurityPolicy?.ContentSecurityPolicy, ContentSecurityPolicy?.Override],
    ['x-content-type-options', ContentTypeOptions && 'nosniff', ContentTypeOptions?.Override],
    ['x-frame-options', FrameOptions?.FrameOption, FrameOptions?.Override],
    ['referrer-policy', ReferrerPolicy?.ReferrerPolicy, ReferrerPolicy?.Override],
    ['strict-transport-security', transport && transportSecurity(transport), transport?.Override],
    ['x-xss-protection', xss && xssProtection(xss), xss?.Override],
  ];
  return entries.flatMap(([name, value, override = false]) => (value === undefined ? [] : [{ name, value, override }]));
}

type Security = NonNullable<Config['SecurityHeadersConfig']>;

function transportSecurity(transport: NonNullable<Security['StrictTransportSecurity']>): string {
  const { AccessControlMaxAgeSec, IncludeSubdomains, Preload } = transport;
  return [`max-age=${AccessControlMaxAgeSec}`, IncludeSubdomains && 'includeSubDomains', Preload && 'preload']
    .filter(Boolean)
    .join('; ');
}

function xssProtection({ Protection, ModeBlock, ReportUri }: NonNullable<Security['XSSProtection']>): string {
  if (!Protection) return '0';
  return ['1', ModeBlock && 'mode=block', ReportUri && `report=${ReportUri}`].filter(Boolean).join('; ');
}

function corsHeaders({ CorsConfig: cors }: Config): PolicyHeader[] {
  if (!cors) return [];
  const override = cors.OriginOverride;
  const entries: [string, string | undefined][] = [
    ['access-control-allow-origin', cors.AccessControlAllowOrigins.Items.join(', ')],
    ['access-control-allow-headers', cors.AccessControlAllowHeaders.Items.join(', ')],
    ['access-control-allow-methods', cors.AccessControlAllowMethods.Items.join(', ')],
    ['access-control-expose-headers', cors.AccessControlExposeHeaders?.Items.join(', ')],
    ['access-control-max-age', cors.AccessControlMaxAgeSec?.toString()],
    ['access-control-allow-credentials', cors.AccessControlAllowCredentials ? 'true' : undefined],
  ];
  return entries.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value, override }]));
}

function customHeaders({ CustomHeadersConfig }: Config): PolicyHeader[] {
  const { Items = [] } = CustomHeadersConfig ?? {};
  return Items.map(({ Header, Value, Override }) => ({ name: Header.toLowerCase(), value: Value, override: Override }));
}
