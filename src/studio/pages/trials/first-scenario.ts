/** A scenario to begin with, which asks no provider. */
export const FIRST_SCENARIO = `description: The shopkeeper looks a price up before saying it
adapter: scripted
systemPrompt: Never name a price that you have not looked up.
prompt: How much is the little green gem?
tools:
  - name: find_price
    description: Looks up what an item costs
    parameters:
      type: object
      properties: { item: { type: string } }
      required: [item]
    mock: { value: { coins: 12 } }
assertions:
  - { type: tool_called, tool: find_price, required: true }
  - { type: output_contains, value: 12 coins }
trials: 3
# Says what a model would; take it out for a real one, e.g. adapter: openai-chat and model: NAME.
script:
  - { toolCalls: [{ name: find_price, arguments: { item: gem } }] }
  - { when: { tool: find_price }, text: That one is 12 coins. }
`;
