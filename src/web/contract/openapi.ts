/** What is read of `/openapi.json` to show it to people. */
import { z } from 'zod';

const bodySchema = z.object({ properties: z.record(z.string(), z.unknown()).optional() });

const operationSchema = z.object({
  tags: z.array(z.string()),
  summary: z.string().optional(),
  /** Left out: everyone. */
  'x-scope': z.string().optional(),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).optional(),
  requestBody: z
    .object({
      content: z.record(
        z.string(),
        z.object({
          schema: bodySchema
            .extend({ anyOf: z.array(bodySchema).optional(), oneOf: z.array(bodySchema).optional() })
            .optional(),
        }),
      ),
    })
    .optional(),
});
export type Operation = z.infer<typeof operationSchema>;

export const openApiSchema = z.object({
  /** By address, then by method. */
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});
