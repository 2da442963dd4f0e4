/** The GraphQL documents that we send, for the version of the Admin API in `shopify-api.ts`. */

export const createDiscount = `mutation CreateDiscount($discount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $discount) {
    codeDiscountNode { id }
    userErrors { field code message }
  }
}`;

export const findDiscount = `query FindDiscount($code: String!) {
  codeDiscountNodeByCode(code: $code) { id }
}`;

export const deactivateDiscount = `mutation DeactivateDiscount($id: ID!) {
  discountCodeDeactivate(id: $id) {
    codeDiscountNode { id codeDiscount { ... on DiscountCodeBasic { status } } }
    userErrors { field code message }
  }
}`;

export const readDiscount = `query ReadDiscount($id: ID!) {
  codeDiscountNode(id: $id) {
    id
    codeDiscount { ... on DiscountCodeBasic { status asyncUsageCount } }
  }
}`;

export const checkAccess = `query CheckAccess {
  shop { currencyCode }
  currentAppInstallation { accessScopes { handle } }
}`;
