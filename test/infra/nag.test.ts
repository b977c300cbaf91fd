import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { STAGE_NAMES } from '../../lib/config.ts';
import { createApp } from './support/synthesize.ts';

describe('the AwsSolutions rules', () => {
  test.each(STAGE_NAMES)('leave no finding without a written reason in %s', (stage) => {
    const app = createApp(stage);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    // A finding that nobody acknowledged fails the synthesis and names the construct.
    expect(() => app.synth()).not.toThrow();
  });
});
