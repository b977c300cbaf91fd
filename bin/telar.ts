import { App } from 'aws-cdk-lib';
import { PATH_METADATA_ENABLE_CONTEXT } from 'aws-cdk-lib/cx-api';
import { parseStage } from '../lib/config.ts';
import { addTelar } from '../lib/telar.ts';

const app = new App({
  // Validating the templates takes longer than making them: continuous integration does it, a save of a file does not.
  builtinCloudFormationValidation: process.env.CI !== undefined,
  // As the cdk command does, so that the templates are the same without it.
  context: { [PATH_METADATA_ENABLE_CONTEXT]: true },
});
addTelar(app, parseStage(app.node.tryGetContext('stage')));
app.synth();
