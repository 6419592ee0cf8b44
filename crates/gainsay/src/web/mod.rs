mod api; pub mod openapi; mod view;
