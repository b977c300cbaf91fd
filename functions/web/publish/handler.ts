import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { LONG_CLIENT } from '../../shared/aws-client.ts';
import { answerCloudFormation, customResourceRequest } from '../../shared/custom-resource.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { pageFiles } from './page-files.ts';
import { emptySite, publishPage } from './publish-page.ts';
import { s3Site } from './s3-site.ts';

const { PAGE_DIRECTORY } = parseEnvironment(z.object({ PAGE_DIRECTORY: text }), process.env);
const telemetry = createTelemetry();
const s3 = telemetry.tracer.captureAWSv3Client(new S3Client(LONG_CLIENT));

/** CloudFormation hands booleans on as text. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);

const request = customResourceRequest(
  z.object({ Bucket: z.string(), Config: z.record(z.string(), z.string()), Version: z.string(), EmptyOnDelete: flag }),
);

export const handler = serviceHandler({
  request,
  telemetry,
  async handle({ event }) {
    const { Bucket, Config, Version, EmptyOnDelete } = event.ResourceProperties;
    const site = { ...s3Site(s3, Bucket), now: () => new Date() };
    const outcome = await answerCloudFormation(event, `${Bucket}/page`, async () => {
      if (event.RequestType !== 'Delete') {
        const published = await publishPage({ files: await pageFiles(PAGE_DIRECTORY), config: Config }, site);
        telemetry.logger.info('page published', { version: Version, ...published });
      } else if (EmptyOnDelete) {
        await emptySite(site);
      }
    });
    telemetry.logger.info('answered CloudFormation', { request: event.RequestType, status: outcome.Status });
  },
});
