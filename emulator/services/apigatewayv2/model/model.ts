import { badRequest, conflict } from '../errors.ts';
import { defined, type PartDefinition } from './part-definition.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models.html */
export const modelDefinition: PartDefinition<'model'> = {
  kind: 'model',
  title: 'Model',
  plural: 'Models',
  idMember: 'ModelId',
  make(draft, { id, all }) {
    const { Name, Schema } = draft;
    if (!Name || !/^[a-zA-Z0-9]+$/.test(Name)) throw badRequest('Model name must be alphanumeric.');
    if (all('model').some((other) => other.Name === Name && other.ModelId !== id))
      throw conflict(`Model name already exists for this API: ${Name}`);
    if (Schema !== undefined) checkJson(Schema);
    return { ContentType: 'application/json', ...defined(draft), Name, ModelId: id };
  },
};

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw badRequest('Model schema is not valid JSON.');
  }
}
