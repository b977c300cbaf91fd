import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';

const answer = z.object({
  content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })).optional(),
});
const description = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.unknown()) }))),
  components: z.looseObject({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

/** What an API says of itself, to hold its answers to. */
export class ApiDescription {
  readonly #description: z.infer<typeof description>;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(document: unknown) {
    this.#description = description.parse(document);
    addFormats.default(this.#ajv);
    // References in answers lead from the root of the document.
    this.#ajv.addSchema({ $id: 'api:', components: this.#description.components });
  }

  /** `GET /images/{id}` */
  get operations(): string[] {
    return Object.entries(this.#description.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
  }

  /** The operation that a request is for. */
  operationOf(method: string, path: string): string | undefined {
    const [bare = ''] = path.split('?');
    const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare);
    // A path without braces goes before one with them.
    const templates = Object.keys(this.#description.paths).sort((a, b) => a.split('{').length - b.split('{').length);
    const template = templates.find((one) => fits(one) && this.#description.paths[one]?.[method.toLowerCase()]);
    return template && `${method} ${template}`;
  }

  /** What in an answer is not as described. */
  problemsOf(operation: string, status: number, contentType: string, body: unknown): unknown[] {
    const [method = '', path = ''] = operation.split(' ');
    const responses = this.#description.paths[path]?.[method.toLowerCase()]?.responses ?? {};
    const { content } = answer.parse(responses[status] ?? responses.default);
    if (body === undefined) return content ? [`${status} has no body`] : [];
    const schema = content?.[contentType]?.schema;
    if (!schema) return [`${status} is not described as ${contentType}`];
    const validate = this.#compile(schema);
    return validate(body) ? [] : (validate.errors ?? []);
  }

  #compile(schema: Readonly<Record<string, unknown>>): ValidateFunction {
    return this.#ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api:#/components/')));
  }
}
