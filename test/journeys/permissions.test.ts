import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import sharp from 'sharp';
import { assemblyOf } from '../support/assembly.ts';
import { bucket, startTelar } from './support/telar.ts';

interface Statement {
  readonly Action: string | string[];
}
interface Template {
  readonly Resources: Record<string, { Type: string; Properties: { PolicyDocument?: { Statement: Statement[] } } }>;
}

const allows = ({ Action }: Statement, action: string) => [Action].flat().includes(action);

/** A copy of the application whose templates no longer allow `action`; everything else is as it was. */
async function applicationWithout(action: string): Promise<{ directory: string; removed: number }> {
  const directory = mkdtempSync(join(tmpdir(), 'telar-permissions-'));
  cpSync(assemblyOf('dev'), directory, { recursive: true });
  let removed = 0;
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(join(directory, file), 'utf8')) as Template;
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type !== 'AWS::IAM::Policy' || !Properties.PolicyDocument) continue;
      const { Statement: statements } = Properties.PolicyDocument;
      Properties.PolicyDocument.Statement = statements.filter((statement) => !allows(statement, action));
      removed += statements.length - Properties.PolicyDocument.Statement.length;
    }
    writeFileSync(join(directory, file), JSON.stringify(template));
  }
  return { directory, removed };
}

describe('a statement is missing in the template', () => {
  it('the step that needs it fails with the message of AWS', async () => {
    const { directory, removed } = await applicationWithout('dynamodb:GetItem');
    expect(removed).toBeGreaterThanOrEqual(1);
    const telar = await startTelar({ assembly: directory });
    try {
      const Body = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
        .png()
        .toBuffer();
      await telar.s3.send(new PutObjectCommand({ Bucket: bucket('images-original'), Key: 'a.png', Body }));
      const [execution] = await telar.executions('image-processing', 1);
      expect(execution?.status).toBe('FAILED');
      const { events = [] } = await telar.sfn.send(
        new GetExecutionHistoryCommand({ executionArn: execution?.executionArn }),
      );
      const failed = events.find(({ type }) => type === 'TaskFailed')?.taskFailedEventDetails;
      // What the SDK of this integration calls every error that DynamoDB's own model does not name.
      expect(failed).toMatchObject({ resourceType: 'dynamodb', error: 'DynamoDB.AmazonDynamoDBException' });
      expect(failed?.cause).toContain('Error Code: AccessDeniedException');
      expect(failed?.cause).toMatch(
        /^User: arn:aws:sts::000000000000:assumed-role\/\S+ is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table\/telar-dev-images because no identity-based policy allows the dynamodb:GetItem action/,
      );
    } finally {
      await telar.stop();
      rmSync(directory, { recursive: true });
    }
  });
});
