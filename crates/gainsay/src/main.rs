mod web; fn main(){ println!("{}", web::openapi::json()); }
