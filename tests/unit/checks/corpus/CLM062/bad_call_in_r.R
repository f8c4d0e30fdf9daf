#' Load the sales.
Sys.setenv(AWS_SECRET_ACCESS_KEY = "Kd83jf0s/Lq2mVz71+aB")
config[["fs.s3a.secret.key"]] <- "Kd83jf0sLq2mVz71Wm5x"
invoke(hadoop, "set", "fs.s3a.secret.key", "Kd83jf0sLq2mVz71Wm5x")
set_option("fs.s3a.secret.key", "Kd83jf0sLq2mVz71Wm5x")
answer <- httr::GET(url, httr::authenticate("reader", "Blue7Sparrow"))
answer <- httr::GET(url, httr::add_headers(Authorization = "Bearer q0w9E8r7T6y5U4i3O2p1"))
db_pass <- "Fa9ke2pass71"
