#!/bin/sh
echo "hello, friend"
